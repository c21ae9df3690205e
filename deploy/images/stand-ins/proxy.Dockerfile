# nginx where no registry is reached: the packages of Debian. As docker.io/library/nginx:stable-alpine.
ARG BASE_IMAGE
FROM ${BASE_IMAGE} AS unpacked
WORKDIR /build
COPY debian/ debian/
RUN for each in debian/*.deb; do dpkg-deb -x "$each" found; done \
 && mkdir -p root/usr/bin && cp -a found/usr/sbin root/usr/ && cp -a found/etc root/ && cp found/bin/busybox root/usr/bin/wget

FROM ${BASE_IMAGE}
COPY --from=unpacked /build/root/usr/sbin/ /usr/sbin/
COPY --from=unpacked /build/root/usr/bin/ /usr/bin/
COPY --from=unpacked /build/root/etc/nginx/ /etc/nginx/
RUN mkdir -p /var/log/nginx /var/lib/nginx
STOPSIGNAL SIGQUIT
EXPOSE 8080
CMD ["nginx", "-g", "daemon off;"]
