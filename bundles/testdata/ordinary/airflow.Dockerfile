FROM apache/airflow:2.10.2
USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends openjdk-17-jre-headless \
  && apt-get autoremove -yqq --purge \
  && apt-get clean \
  && rm -rf /var/lib/apt/lists/*
USER airflow
ENV AIRFLOW__CORE__FERNET_KEY_CMD="cat /run/secrets/fernet" AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD="cat /run/secrets/conn"
RUN pip install --no-cache-dir "apache-airflow==${AIRFLOW_VERSION}" apache-airflow-providers-apache-spark==4.11.0
