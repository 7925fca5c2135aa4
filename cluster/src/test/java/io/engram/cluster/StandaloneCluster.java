package io.engram.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/**
 * A real cluster of Spark on this machine, a process for each part: a master and workers, which
 * start processes for executors. Spark's home is made of the jars that Maven has fetched; the jars
 * of Engram and what it stands on are not in there, but go with the application.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

    /** What a cluster has not by itself, by their places in Maven's repository. */
    private static final List<String> OURS =
            List.of(
                    "/ai/djl/",
                    "/tech/tablesaw/",
                    "/org/knowm/",
                    "/org/bytedeco/",
                    "/net/java/dev/jna/",
                    "/de/siegmar/",
                    "/commons-rng-",
                    "/org/jspecify/",
                    "/jackson-dataformat-yaml/",
                    "/snakeyaml");

    private static final List<String> FOR_TESTS =
            List.of("/org/junit/", "/assertj/", "/archunit", "/ffmpeg/", "surefire");

    private final Path folder;
    private final Path home;
    private final List<Path> application = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private String master = "";

    StandaloneCluster(Path folder) throws IOException {
        this.folder = folder;
        home = folder.resolve("home");
        Files.createDirectories(home.resolve("jars"));
        String all =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        for (String each : all.split(File.pathSeparator)) {
            place(Path.of(each).toAbsolutePath());
        }
    }

    private void place(Path entry) throws IOException {
        String text = entry.toString().replace(File.separatorChar, '/');
        if (Files.isDirectory(entry)) {
            application.add(jar(entry));
        } else if (text.endsWith(".jar") && FOR_TESTS.stream().noneMatch(text::contains)) {
            boolean isOfTheProject = text.contains("/target/") || text.contains("/io/engram/");
            if (isOfTheProject || OURS.stream().anyMatch(text::contains)) {
                application.add(entry);
            } else {
                Files.createSymbolicLink(home.resolve("jars").resolve(entry.getFileName()), entry);
            }
        }
    }

    /** Spark takes no folders of classes. */
    private Path jar(Path classes) throws IOException {
        Path jar = folder.resolve("classes-" + application.size() + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString();
                out.putNextEntry(new JarEntry(name.replace(File.separatorChar, '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    /** The jars that go with an application. */
    String application() {
        return String.join(",", application.stream().map(Path::toString).toList());
    }

    /** Starts a master, and waits until it tells its address. */
    void startMaster() throws Exception {
        start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0");
        master = awaitLine("master", URL);
    }

    /** Starts a worker for one executor with one thread, and waits until the master has it. */
    Process startWorker(String name) throws Exception {
        Process worker =
                start(
                        name,
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        work(name).toString(),
                        master);
        awaitLine(name, Pattern.compile("Successfully registered with master"));
        return worker;
    }

    private Path work(String worker) {
        return folder.resolve(worker + "-work");
    }

    /** What the executors of a worker have told. */
    String told(String worker) throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(work(worker))) {
            for (Path each : files.filter(it -> it.endsWith("stderr")).toList()) {
                text.append(Files.readString(each));
            }
        }
        return text.toString();
    }

    /** Starts {@code spark-submit}; its output is in a file of the name. */
    Process submit(String name, String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("--master", master));
        all.addAll(Arrays.asList(arguments));
        return start(name, "org.apache.spark.deploy.SparkSubmit", all.toArray(String[]::new));
    }

    private Process start(String name, String main, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(
                Arrays.asList(
                        org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptions()
                                .split(" ")));
        command.addAll(List.of("-cp", home.resolve("jars") + File.separator + "*", main));
        command.addAll(Arrays.asList(arguments));
        var builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output(name).toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("SPARK_CONF_DIR");
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    Path output(String name) {
        return folder.resolve(name + ".txt");
    }

    private String awaitLine(String name, Pattern pattern) throws Exception {
        var found = new String[1];
        await(
                () -> {
                    var matcher = pattern.matcher(Files.readString(output(name)));
                    if (matcher.find()) {
                        found[0] = matcher.group();
                    }
                    return found[0] != null;
                });
        return found[0];
    }

    /** The last that each process has told. */
    private String outputs() {
        try (var files = Files.list(folder)) {
            var text = new StringBuilder();
            for (Path each : files.filter(it -> it.toString().endsWith(".txt")).toList()) {
                List<String> lines = Files.readAllLines(each);
                text.append("%n%s:%n".formatted(each.getFileName()));
                text.append(
                        String.join(
                                "\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())));
            }
            return text.toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Something that becomes true. */
    interface Condition {
        /** Whether it is true by now. */
        boolean isMet() throws Exception;
    }

    /** Waits until something is so, for five minutes at most. */
    void await(Condition condition) throws Exception {
        var deadline = Instant.now().plus(Duration.ofMinutes(5));
        while (!condition.isMet()) {
            assertThat(processes).as(this::outputs).allMatch(Process::isAlive);
            assertThat(Instant.now()).as(this::outputs).isBefore(deadline);
            Thread.sleep(20);
        }
    }

    /** Kills a worker, and the executors that it has started, as {@code kill -9} does. */
    void kill(Process worker) throws InterruptedException {
        List<ProcessHandle> executors = worker.descendants().toList();
        worker.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        worker.waitFor();
        processes.remove(worker);
    }

    @Override
    public void close() throws IOException {
        for (Process each : processes) {
            each.descendants().forEach(ProcessHandle::destroyForcibly);
            each.destroyForcibly();
        }
        try (var links = Files.list(home.resolve("jars"))) {
            for (Path each : links.toList()) {
                Files.delete(each);
            }
        }
    }
}
