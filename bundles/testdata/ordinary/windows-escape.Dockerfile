# escape=`
FROM mcr.microsoft.com/windows/servercore:ltsc2022
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';"]
RUN Invoke-WebRequest 'https://example.com/setup.msi' -OutFile setup.msi; `
    if ((Get-FileHash setup.msi -Algorithm sha256).Hash -ne $env:SHA256) { exit 1 }; `
    Start-Process msiexec.exe -ArgumentList '/i', 'setup.msi', '/quiet' -NoNewWindow -Wait
WORKDIR C:\app
CMD ["app.exe"]
