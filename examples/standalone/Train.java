///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.engram:environments:0.1.0-SNAPSHOT
//DEPS org.slf4j:slf4j-simple:2.0.17
//JAVA_OPTIONS --add-modules jdk.incubator.vector -Dorg.slf4j.simpleLogger.defaultLogLevel=error

import io.engram.agent.RecurrentPPO;
import io.engram.environment.Environments;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.evaluation.Evaluation;
import io.engram.network.RecurrentActorCritic;
import io.engram.training.TrainingRun;
import java.nio.file.Path;

/** Engram in one file: trains, tests and films. The argument is the number of updates. */
public class Train {
    public static void main(String... args) {
        int updates = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        var envs =
                Environments.vector("CartPole-v1", 16, MaskVelocity::new).normalizeObservations();
        var network = RecurrentActorCritic.builder(envs).lstm(32).hidden(32).build();
        var agent = RecurrentPPO.builder().network(network).nSteps(128).seqLen(16).build();
        try (var run =
                TrainingRun.builder("cartpole-jbang", agent, envs).seed(1).replace(true).build()) {
            run.train(updates);
            var test = Evaluation.of(run.policy()).episodes(10).greedy().seed(7).run();
            System.out.println(test);
            System.out.println(test.film(test.best(), Path.of("videos/cartpole-jbang.mp4")));
        }
    }
}
