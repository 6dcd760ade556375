FROM python:3.12 AS build
ENV POETRY_VERSION=1.8.3 POETRY_VIRTUALENVS_IN_PROJECT=true
RUN pip install "poetry==$POETRY_VERSION"
WORKDIR /src
COPY pyproject.toml poetry.lock ./
RUN --mount=type=cache,target=/root/.cache/pypoetry poetry install --only main --no-root
COPY . .
FROM python:3.12-slim
COPY --from=build /src /src
WORKDIR /src
USER nobody
CMD [".venv/bin/uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8080"]
