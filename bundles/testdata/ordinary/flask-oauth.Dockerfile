FROM python:3.11-alpine
ENV OAUTH_TOKEN_URL=https://id.example.com/oauth/token OAUTH_TOKEN_EXPIRATION=3600 TOKEN_ISSUER=https://id.example.com
ENV JWT_ALGORITHM=RS256 JWT_SECRET_FILE=/run/secrets/jwt MAX_TOKENS=4096
RUN apk add --no-cache --virtual .build gcc musl-dev libffi-dev && pip install --no-cache-dir flask==3.0.3 authlib==1.3.2 && apk del .build
COPY app.py /app/
USER 1000:1000
ENTRYPOINT ["python", "/app/app.py"]
