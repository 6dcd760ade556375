FROM python:3.12-bookworm
ARG NB_USER=jovyan
ARG NB_UID=1000
ENV HOME=/home/${NB_USER}
RUN adduser --disabled-password --gecos "Default user" --uid ${NB_UID} ${NB_USER}
RUN pip install --no-cache-dir jupyterlab==4.2.5 notebook==7.2.2
# The token is printed at the start; set JUPYTER_TOKEN or a password hash to change that.
USER ${NB_UID}
WORKDIR ${HOME}
EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser"]
