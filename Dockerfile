# JupyterLab with the Java and the Kotlin kernel:
#   docker build -t engram . && docker run --rm -p 8888:8888 -v engram-workspace:/engram/workspace engram
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends \
        openjdk-17-jdk-headless python3-venv ca-certificates curl unzip git fontconfig fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /engram
COPY . .
RUN ./lab setup
EXPOSE 8888
CMD ["./lab", "--ip=0.0.0.0", "--no-browser", "--allow-root"]
