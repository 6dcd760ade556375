FROM python:3.12-slim
ENV DJANGO_SETTINGS_MODULE=shop.settings SECRET_KEY_FILE=/run/secrets/django PASSWORD_RESET_TIMEOUT=259200
ENV PASSWORD_HASHERS=django.contrib.auth.hashers.Argon2PasswordHasher
RUN apt-get update && apt-get install -y --no-install-recommends gettext libpq5 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv
COPY requirements/ requirements/
RUN pip install --no-cache-dir -r requirements/production.txt
COPY . .
RUN python manage.py compilemessages && python manage.py collectstatic --noinput
RUN adduser --system --group --disabled-password --gecos "" web
USER web
CMD ["./entrypoint.sh"]
