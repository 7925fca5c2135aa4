package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.RecurrentPPO;
import io.engram.environment.Environments;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.network.RecurrentActorCritic;
import io.engram.show.Figures;
import io.engram.training.Progress;
import io.engram.training.ProgressView;
import io.engram.training.ProgressViews;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The thumbnail of a live view: the present policy at play. */
@Timeout(120)
class PolicyPreviewTest {
    @TempDir Path folder;
    private final List<Progress> drawn = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void putBack() {
        ProgressViews.reset();
    }

    private void draw(boolean pictures) {
        ProgressViews.use(
                () ->
                        Optional.of(
                                new ProgressView() {
                                    @Override
                                    public void update(Progress progress) {
                                        drawn.add(progress);
                                    }

                                    @Override
                                    public boolean showsPictures() {
                                        return pictures;
                                    }

                                    @Override
                                    public void close() {}
                                }));
    }

    private TrainingRun run(String name) {
        var envs = Environments.vector("CartPole-v1", 4, MaskVelocity::new).normalizeObservations();
        var network = RecurrentActorCritic.builder(envs).gru(8).hidden(8).build();
        var agent = RecurrentPPO.builder().network(network).nSteps(32).build();
        return TrainingRun.builder(name, agent, envs)
                .checkpoints(folder.resolve("checkpoints"))
                .logs(folder.resolve("logs"))
                .build();
    }

    @Test
    void givenAnEnvironmentWithAName_thenThePolicyIsSeenAtPlay_andTheBitsAreThoseWithoutIt()
            throws InterruptedException {
        draw(true);
        long updates;
        float[] seen;
        try (var run = run("seen")) {
            run.start(1_000_000);
            var looking = new Thread(run::watch);
            looking.start();
            while (drawn.stream().noneMatch(each -> each.thumbnail().isPresent())) {
                Thread.sleep(10);
            }
            run.stop();
            looking.join();
            updates = run.state().update();
            seen = run.state().learner().parameters();
        }
        var last = drawn.get(drawn.size() - 1).thumbnail().orElseThrow();
        assertThat(last.description())
                .startsWith("update %s · step ".formatted(Figures.of(updates)));
        var thumbnail =
                drawn.stream().flatMap(each -> each.thumbnail().stream()).findFirst().orElseThrow();
        assertThat(thumbnail.description()).matches("update \\d.* · step \\d+ · return .*");
        assertThat(thumbnail.image().getWidth()).isGreaterThan(100);

        drawn.clear();
        draw(false);
        try (var run = run("unseen")) {
            run.train((int) updates);
            assertThat(run.state().learner().parameters()).isEqualTo(seen);
        }
        assertThat(drawn).isNotEmpty().allMatch(each -> each.thumbnail().isEmpty());
    }
}
