# One image for API and worker. It builds from a clean checkout and needs nothing but the npm registry.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/api-e2e/package.json apps/api-e2e/
COPY apps/instagram-simulator/package.json apps/instagram-simulator/
COPY apps/web/package.json apps/web/
COPY apps/web-e2e/package.json apps/web-e2e/
COPY libs/contracts/package.json libs/contracts/
COPY libs/database-tools/package.json libs/database-tools/
COPY libs/testing/package.json libs/testing/
RUN npm ci --no-progress
COPY . .
# The pinned Node.js of the lock file builds and runs everything; the one of the base image only installs.
ENV PATH=/app/node_modules/.bin:$PATH NX_DAEMON=false
RUN nx run-many -t build -p api web && npm prune --omit=dev --no-progress

FROM debian:bookworm-slim
RUN useradd --system --create-home --home-dir /data --uid 10001 pacekeeper
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/apps/api/package.json apps/api/
COPY --from=build /app/libs libs
COPY --from=build /app/migrations migrations
COPY --from=build /app/tools tools
COPY --from=build /app/dist dist
ENV NODE_ENV=production DATA_DIR=/data PATH=/app/node_modules/.bin:$PATH
USER pacekeeper
EXPOSE 3000
CMD ["node", "dist/api/main.js"]
