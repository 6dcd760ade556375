FROM opensuse/leap:15.6
RUN zypper -n refresh && zypper -n install --no-recommends nginx && zypper clean -a
COPY default.conf /etc/nginx/vhosts.d/
EXPOSE 8080
CMD ["nginx", "-g", "daemon off;"]
