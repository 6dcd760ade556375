FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04
ARG DEBIAN_FRONTEND=noninteractive
ENV TOKENIZERS_PARALLELISM=false HF_HOME=/models MAX_NEW_TOKENS=512
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip git && rm -rf /var/lib/apt/lists/*
RUN --mount=type=secret,id=hf_token pip3 install torch==2.4.1 --index-url https://download.pytorch.org/whl/cu124 && HF_TOKEN="$(cat /run/secrets/hf_token)" python3 -c "print('ok')"
COPY serve.py /opt/
CMD ["python3", "/opt/serve.py"]
