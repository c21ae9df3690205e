# One recipe for the five services. The build context is the bundle that `deploy/images/build bundle` gathers: nothing is fetched here.
#   docker build -f dist/images/service.Dockerfile --build-arg SERVICE=intake -t doithoai/intake:0.1.0 dist/images

ARG BASE_IMAGE=docker.io/library/python:3.11-slim-bookworm

# What all services share: installed from pinned wheels, checked against the lock when they were gathered.
FROM ${BASE_IMAGE} AS shared
WORKDIR /build
RUN python3 -m venv /build/tools
COPY wheels/ wheels/
COPY requirements/shared.txt requirements/shared.txt
RUN (cd wheels && sha256sum --check --quiet SHA256SUMS) && mkdir -p /app/shared \
 && /build/tools/bin/python -m pip install --quiet --no-index --find-links wheels --no-deps \
      --target /app/shared --requirement requirements/shared.txt

# What this service needs beside that, then its own code and its migrations.
FROM shared AS own
ARG SERVICE
COPY requirements/${SERVICE}.txt requirements/
RUN mkdir -p /app/more && /build/tools/bin/python -m pip install --quiet --no-index --find-links wheels --no-deps \
      --target /app/more --requirement requirements/${SERVICE}.txt
COPY own/ own/
RUN /build/tools/bin/python -m pip install --quiet --no-index --no-deps --target /app/own \
      own/doithoai_contracts-*.whl own/doithoai_chassis-*.whl own/doithoai_${SERVICE}-*.whl
COPY migrations/${SERVICE}/ /app/migrations/
RUN mkdir -p /var/lib/doithoai && chown 10001:10001 /var/lib/doithoai

FROM ${BASE_IMAGE}
COPY --from=shared /app/shared /app/shared
COPY --from=own /app/more /app/more
COPY --from=own --chown=10001:10001 /var/lib/doithoai /var/lib/doithoai
COPY --from=own /app/migrations /app/migrations
COPY --from=own /app/own /app/own
ARG SERVICE
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="doithoai-${SERVICE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV SERVICE=${SERVICE} \
    PYTHONPATH=/app/own:/app/more:/app/shared \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUTF8=1 \
    HOME=/tmp
USER 10001:10001
WORKDIR /tmp
EXPOSE 8000
# The web process; a worker is looked at by the file it touches (deploy/compose.yaml).
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["/bin/sh", "-c", "exec python3 -m \"$SERVICE\" \"$@\"", "service"]
CMD ["web"]
