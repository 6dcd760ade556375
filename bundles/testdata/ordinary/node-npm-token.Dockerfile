FROM node:20
ARG NPM_TOKEN
WORKDIR /src
COPY . .
RUN --mount=type=secret,id=npm_token NPM_TOKEN=$(cat /run/secrets/npm_token) npm ci && rm -f .npmrc
RUN echo "//registry.npmjs.org/:_authToken=\${NPM_TOKEN}" > .npmrc
CMD ["npm", "start"]
