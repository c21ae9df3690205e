// Draws each chart beside its table from the JSON in the page. Numbers live in the table; the drawing only helps.
"use strict";

const vietnamese = new Intl.NumberFormat("vi-VN");
const tones = ["#0b5cad", "#b45309", "#0f766e", "#9f1239", "#6d28d9", "#475569"];

function option(data) {
  const room = data.horizontal ? 170 : Math.max(40, 520 / data.labels.length);
  const category = { type: "category", data: data.labels, axisLabel: { interval: 0, width: room, overflow: "break", lineHeight: 15 }, inverse: data.horizontal };
  const value = { type: "value", minInterval: 1, axisLabel: { formatter: (each) => vietnamese.format(each) } };
  const common = {
    aria: { enabled: true, label: { description: data.title }, decal: { show: true } },
    animation: false,
    color: tones,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: { renderMode: "richText", valueFormatter: (each) => vietnamese.format(each) },
    legend: { show: data.series.length > 1 || data.kind === "pie", bottom: 0 },
  };
  if (data.kind === "pie") {
    const parts = data.labels.map((name, at) => ({ name, value: data.series[0][1][at] }));
    return { ...common, series: [{ type: "pie", radius: ["35%", "65%"], data: parts }] };
  }
  return {
    ...common,
    grid: { left: 8, right: 16, top: 16, bottom: data.series.length > 1 ? 40 : 8, containLabel: true },
    xAxis: data.horizontal ? value : category,
    yAxis: data.horizontal ? category : value,
    series: data.series.map(([name, values]) => ({ name, type: data.kind, data: values, stack: data.stacked ? "all" : undefined })),
  };
}

function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  place.hidden = false;
  if (data.horizontal) place.style.height = `${Math.max(200, data.labels.length * 38 + 70)}px`;
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.setOption(option(data));
  new ResizeObserver(() => chart.resize()).observe(place);
}

function drawAll(root) {
  root.querySelectorAll("[data-chart][hidden]").forEach(draw);
}

document.addEventListener("DOMContentLoaded", () => drawAll(document));
document.addEventListener("htmx:afterSwap", (event) => drawAll(event.target));
