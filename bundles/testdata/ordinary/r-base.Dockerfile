FROM rocker/r-ver:4.4.1
RUN apt-get update && apt-get install -y --no-install-recommends libcurl4-openssl-dev libssl-dev libxml2-dev && rm -rf /var/lib/apt/lists/*
RUN Rscript -e 'install.packages(c("plumber", "jsonlite"), repos = "https://packagemanager.posit.co/cran/2024-10-01")'
COPY plumber.R /app/
EXPOSE 8000
CMD ["Rscript", "-e", "plumber::pr_run(plumber::pr('/app/plumber.R'), host = '0.0.0.0', port = 8000)"]
