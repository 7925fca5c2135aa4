package io.engram.training;

import io.engram.agent.RecurrentPPO;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.network.RecurrentActorCritic;
import java.nio.file.Path;

/** A process that makes 20 updates with an LSTM in the folder of its argument. */
final class TrainTwenty {
    static final int UPDATES = 20;

    private TrainTwenty() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        var envs = VectorEnvironment.of(8, Recall::new);
        var agent =
                RecurrentPPO.builder()
                        .network(RecurrentActorCritic.builder(envs).lstm(32).hidden(48).build())
                        .nSteps(32)
                        .epoch(2)
                        .seqLen(4)
                        .seqMiniBatchSize(32)
                        .learningRate(3e-3)
                        .build();
        try (var run =
                TrainingRun.builder("twenty", agent, envs)
                        .seed(3)
                        .checkpointEvery(UPDATES)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(UPDATES);
        }
    }
}
