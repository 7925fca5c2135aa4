package io.engram.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.evaluation.Decision;
import io.engram.evaluation.Policy;
import io.engram.random.RandomStream;
import io.engram.space.Observation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy that ships, behind HTTP on a free port. */
class PolicyServerTest {
    private static final String CHECKPOINT = "../checkpoints/cartpole-masked/best";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Policy policy = Policy.load(Path.of(CHECKPOINT));
    private PolicyServer server;

    private void start(String... options) throws Exception {
        var all = new ArrayList<>(List.of(CHECKPOINT, "--port", "0"));
        all.addAll(List.of(options));
        server = PolicyServer.start(ServerOptions.parse(all));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private HttpResponse<byte[]> ask(String method, String path, byte[] body) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private JsonNode json(int status, String method, String path, String body) throws Exception {
        var response = ask(method, path, body.getBytes());
        assertThat(new String(response.body())).isNotEmpty();
        assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private static Observation seen(int session, int step) {
        var random = RandomStream.of(session, "seen", step);
        return Observation.of((float) random.nextGaussian(), 0, (float) random.nextGaussian(), 0);
    }

    private static String question(Observation seen) {
        return "{\"observation\": " + Arrays.toString(seen.floats()) + "}";
    }

    private int choice(String key, Observation seen) throws Exception {
        return json(200, "POST", "/sessions/" + key + "/act", question(seen))
                .get("choices")
                .get(0)
                .intValue();
    }

    @Test
    void givenManyClients_whenTheyAct_thenEachKeyActsAsASessionThatIsAlone() throws Exception {
        start();
        var threads = Executors.newFixedThreadPool(8);
        var work = new ArrayList<Callable<List<Integer>>>();
        for (int i = 0; i < 24; i++) {
            int number = i;
            work.add(
                    () -> {
                        var choices = new ArrayList<Integer>();
                        for (int step = 0; step < 30; step++) {
                            choices.add(choice("user-" + number, seen(number, step)));
                        }
                        return choices;
                    });
        }
        try {
            var done = threads.invokeAll(work);
            for (int i = 0; i < work.size(); i++) {
                var alone = new ArrayList<Integer>();
                try (var session = policy.session()) {
                    for (int step = 0; step < 30; step++) {
                        alone.add(session.act(seen(i, step)).choice());
                    }
                }
                assertThat(done.get(i).get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(json(200, "GET", "/", "").get("sessions").intValue()).isEqualTo(24);
    }

    @Test
    void givenASession_whenDetailsAreAsked_thenTheyAreThoseOfTheDecision() throws Exception {
        start();
        try (var session = policy.session()) {
            for (int step = 0; step < 3; step++) {
                Decision decision = session.decide(seen(1, step));
                JsonNode told =
                        json(200, "POST", "/sessions/a/act?details", question(seen(1, step)));
                assertThat(told.get("step").intValue()).isEqualTo(step + 1);
                assertThat(told.get("value").doubleValue()).isEqualTo(decision.value());
                assertThat(told.get("probabilities").get(0).get(1).doubleValue())
                        .isEqualTo(decision.probabilities().get(0).get(1));
                assertThat(told.get("logProbability").doubleValue())
                        .isEqualTo(decision.logProbability());
                assertThat(told.get("values")).isEmpty();
            }
            json(200, "POST", "/sessions/a/begin", "");
            session.beginEpisode();
            assertThat(choice("a", seen(2, 0))).isEqualTo(session.act(seen(2, 0)).choice());
            assertThat(ask("GET", "/sessions/a/state", new byte[0]).body())
                    .isEqualTo(session.save());
        }
        JsonNode described = json(200, "GET", "/", "");
        assertThat(described.get("policy").textValue()).isEqualTo("cartpole-masked");
        assertThat(described.get("branches").get(0).intValue()).isEqualTo(2);
        assertThat(described.get("observation").get(0).get("shape").get(0).intValue()).isEqualTo(4);
    }

    @Test
    void givenAStateFromMidEpisode_whenItIsPutElsewhere_thenTheActionsAreTheSame()
            throws Exception {
        start("--sampled", "7");
        for (int step = 0; step < 20; step++) {
            choice("one", seen(1, step));
        }
        byte[] state = ask("GET", "/sessions/one/state", new byte[0]).body();
        assertThat(ask("PUT", "/sessions/other%20one/state", state).statusCode()).isEqualTo(200);
        for (int step = 20; step < 60; step++) {
            assertThat(choice("other%20one", seen(1, step)))
                    .isEqualTo(choice("one", seen(1, step)));
        }

        state[40] ^= 1;
        var refused = ask("PUT", "/sessions/third/state", state);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(new String(refused.body())).contains("changed or cut off");
        assertThat(ask("GET", "/sessions/third/state", new byte[0]).statusCode()).isEqualTo(404);
    }

    @Test
    void givenAFileOfSessions_whenTheServiceStartsAgainInMidEpisode_thenItGoesOnToTheBit()
            throws Exception {
        Path file = folder.resolve("kept/sessions.json");
        start("--sessions", file.toString(), "--sampled", "3");
        var unbroken = new ArrayList<Integer>();
        try (var sessions = policy.sessions().sampled(3)) {
            for (int step = 0; step < 60; step++) {
                unbroken.add(sessions.session("é/1").act(seen(1, step)).choice());
            }
        }
        var choices = new ArrayList<Integer>();
        for (int step = 0; step < 60; step++) {
            if (step == 30) {
                server.close();
                start("--sessions", file.toString());
            }
            choices.add(choice("%C3%A9%2F1", seen(1, step)));
        }
        assertThat(choices).isEqualTo(unbroken);

        server.close();
        server = null;
        Files.writeString(file, "{\"a\": \"AAAA\"}");
        assertThatThrownBy(() -> start("--sessions", file.toString()))
                .hasMessageContaining("cannot go on with the sessions of " + file)
                .hasMessageContaining("are no saved session");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"observation\": [1, 2, 3]} | has 3 floats; this policy looks at 4 floats",
                "{\"observation\": [1, 2, 3, 1e300]} | has Infinity as element 3",
                "{\"observation\": [1, 2, 3, NaN]} | the request is not JSON",
                "{\"observation\": [1, 2, 3, \"x\"]} | element 3 is \"x\"",
                "{\"observation\": 4} | observation must be an array of numbers, but is 4",
                "{\"observation\": [1, 2, 3, 4], \"legal\": [false, false]} | allows no choice of branch 0",
                "{\"observation\": [1, 2, 3, 4], \"legal\": [true]} | has 1 flags",
                "{\"observation\": [1, 2, 3, 4], \"legal\": [1, 0]} | element 0 is 1",
                "{\"observation\": [1, 2, 3, 4], \"reward\": 1} | does not look at the previous reward",
                "{\"observation\": [1, 2, 3, 4], \"reward\": \"a\"} | reward must be a number",
                "{\"bytes\": \"AAAA\"} | has 3 bytes",
                "{\"bytes\": \"*\"} | bytes must be base64",
                "{\"obs\": [1, 2, 3, 4]} | there is no field 'obs'",
                "{} | needs the field observation",
                "[] | must be a JSON object",
                "{\"observation\": [1, 2, 3, 4]} x | the request is not JSON",
                "'' | must be a JSON object"
            })
    void givenABadRequest_thenItIsRefusedInASentenceAndTheMemoryIsAsItWas(
            String body, String sentence) throws Exception {
        start();
        choice("a", seen(1, 0));
        byte[] before = ask("GET", "/sessions/a/state", new byte[0]).body();
        assertThat(json(400, "POST", "/sessions/a/act", body).get("error").textValue())
                .contains(sentence);
        assertThat(ask("GET", "/sessions/a/state", new byte[0]).body()).isEqualTo(before);

        json(400, "POST", "/sessions/new/act", body);
        assertThat(json(200, "GET", "/", "").get("sessions").intValue()).isEqualTo(1);
    }

    @Test
    void givenAnotherPathOrMethod_thenItIsSaidWhatThereIs() throws Exception {
        start();
        assertThat(json(404, "GET", "/nothing", "").get("error").textValue())
                .contains("a session is at /sessions/KEY");
        json(404, "POST", "/sessions/a/b/c", "");
        json(404, "GET", "/sessions/unknown/state", "");
        var wrong = ask("GET", "/sessions/a/act", new byte[0]);
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).hasValue("POST");
        json(413, "POST", "/sessions/a/act", " ".repeat(100_000));
        json(400, "POST", "/sessions/" + "k".repeat(201) + "/begin", "");
        assertThat(json(200, "DELETE", "/sessions/a", "").get("ended").booleanValue()).isFalse();
        json(200, "POST", "/sessions/a/begin", "");
        assertThat(json(200, "DELETE", "/sessions/a", "").get("ended").booleanValue()).isTrue();
    }

    @Test
    void givenQuestionsThatAreTooLong_thenEachIsRefusedAndTheNextOneIsAnswered() throws Exception {
        start();
        for (int i = 0; i < 20; i++) {
            json(413, "POST", "/sessions/a/act", " ".repeat(100_000));
            json(200, "POST", "/sessions/a/begin", "");
        }
    }

    @Test
    void givenAsManySessionsAsMayBe_thenOneMoreIsTold503() throws Exception {
        start("--limit", "2");
        choice("a", seen(1, 0));
        choice("b", seen(1, 0));
        assertThat(
                        json(503, "POST", "/sessions/c/act", question(seen(1, 0)))
                                .get("error")
                                .textValue())
                .contains("there are 2 sessions already");
        json(200, "DELETE", "/sessions/a", "");
        choice("c", seen(1, 0));
    }

    @Test
    void givenAWrongCommandLine_thenItSaysWhatIsRight() {
        for (var wrong :
                List.of(
                        List.<String>of(),
                        List.of("a", "--port"),
                        List.of("a", "--speed", "1"),
                        List.of("a", "port", "1"))) {
            assertThatThrownBy(() -> ServerOptions.parse(wrong))
                    .hasMessageContaining("usage: PolicyServer");
        }
        assertThatThrownBy(() -> ServerOptions.parse(List.of("a", "--port", "x")))
                .hasMessage("--port must be a whole number from 0 to 65535, but is x");
        var options = ServerOptions.parse(List.of("a", "--sampled", "-3", "--idle-minutes", "5"));
        assertThat(options.seed()).isEqualTo(-3);
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.idle()).hasMinutes(5);
        assertThat(options.sessions()).isNull();
    }
}
