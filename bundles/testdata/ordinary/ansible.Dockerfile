FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends openssh-client sshpass git && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir ansible-core==2.17.5 && ansible-galaxy collection install community.general:==9.4.0
ENV ANSIBLE_HOST_KEY_CHECKING=True ANSIBLE_VAULT_PASSWORD_FILE=/run/secrets/vault ANSIBLE_PRIVATE_KEY_FILE=/run/secrets/id
WORKDIR /ansible
ENTRYPOINT ["ansible-playbook"]
