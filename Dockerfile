# The service alone; the database is a container of its own (docker-compose.yml).

FROM python:3.11-slim AS build
WORKDIR /source
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
# Every package is fetched once and compared with its hash; what follows installs from this folder alone.
COPY requirements.lock ./
RUN python -m pip download --require-hashes --only-binary :all: --dest /wheels --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY app ./app
COPY cypher ./cypher
COPY graph_schema ./graph_schema
COPY examples ./examples
RUN python -m pip install --no-index --find-links /wheels hatchling \
 && python -m pip wheel --no-deps --no-build-isolation --no-index --wheel-dir /wheels .
# Only what the service needs: test tools stay in this stage.
RUN python -m venv /opt/netzblick \
 && /opt/netzblick/bin/python -m pip install --no-index --find-links /wheels netzblick

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/netzblick netzblick
COPY --from=build /opt/netzblick /opt/netzblick
ENV PATH=/opt/netzblick/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 NETZBLICK_HOME=/var/lib/netzblick
USER 10001
WORKDIR /var/lib/netzblick
EXPOSE 8420
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8420/livez', timeout=3).close()"]
ENTRYPOINT ["netzblick"]
CMD ["serve"]
