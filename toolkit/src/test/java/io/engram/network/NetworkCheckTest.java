package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.recurrent.LSTM;
import io.engram.checkpoint.CheckpointStore;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkCheckTest {
    /** The documented network with one more block, which may be used for something wrong. */
    private abstract static class Changed extends Networks.Own {
        final Block extra;

        Changed(Block extra) {
            this.extra = extra;
        }

        @Override
        public Map<String, Block> blocks() {
            var blocks = new HashMap<>(super.blocks());
            blocks.put("extra", extra);
            return blocks;
        }

        @Override
        public Output forward(Forward forward, NDList observations, NDArray hiddenState) {
            return change(
                    forward,
                    observations.head(),
                    super.forward(forward, observations, hiddenState));
        }

        abstract Output change(Forward forward, NDArray seen, Output output);
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static void assertRefused(
            ActorCriticNetwork network, Class<? extends Exception> type, String... parts) {
        assertThatThrownBy(() -> Networks.check(network))
                .isInstanceOf(type)
                .hasMessageContainingAll(parts);
    }

    @Test
    void givenTheDocumentedExample_thenNothingIsWrong() {
        assertThatCode(() -> Networks.check(new Networks.Own())).doesNotThrowAnyException();
    }

    @Test
    void givenAValueOfTwoNumbers_thenItsShapeIsNamed() {
        var network =
                new Changed(linear(2)) {
                    @Override
                    Output change(Forward forward, NDArray seen, Output output) {
                        return new Output(
                                output.policy(),
                                forward.apply(extra, seen),
                                output.nextHiddenState());
                    }
                };
        assertRefused(network, IllegalArgumentException.class, "the value", "(2, 3, 1)");
    }

    @Test
    void givenTooManyLogits_thenThePolicysShapeIsNamed() {
        var network =
                new Changed(linear(3)) {
                    @Override
                    Output change(Forward forward, NDArray seen, Output output) {
                        return new Output(
                                new PolicyDistribution.Categorical(forward.apply(extra, seen), 3),
                                output.value(),
                                output.nextHiddenState());
                    }
                };
        assertRefused(network, IllegalArgumentException.class, "the policy", "(2, 3, 2)");
    }

    @Test
    void givenAnotherHiddenStateThanWasSaid_thenItsShapeIsNamed() {
        var network =
                new Networks.Own() {
                    @Override
                    public Output forward(
                            Forward forward, NDList observations, NDArray hiddenState) {
                        var output = super.forward(forward, observations, hiddenState);
                        return new Output(
                                output.policy(),
                                output.value(),
                                output.nextHiddenState().concat(output.nextHiddenState(), 2));
                    }
                };
        assertRefused(
                network,
                IllegalArgumentException.class,
                "the next hidden state",
                "(1, 2, 32)",
                "(1, 2, 64)");
    }

    @Test
    void givenAGaussianForChoices_thenBothKindsAreNamed() {
        var network =
                new Changed(linear(1)) {
                    @Override
                    Output change(Forward forward, NDArray seen, Output output) {
                        NDArray mean = forward.apply(extra, seen);
                        return new Output(
                                new PolicyDistribution.Gaussian(mean, mean.zerosLike()),
                                output.value(),
                                output.nextHiddenState());
                    }
                };
        assertRefused(network, IllegalArgumentException.class, "Categorical", "Gaussian");
    }

    @Test
    void givenABidirectionalLayer_thenItIsSaidThatItLooksAhead() {
        Block both =
                LSTM.builder()
                        .setStateSize(4)
                        .setNumLayers(1)
                        .optBidirectional(true)
                        .optReturnState(true)
                        .build();
        var network =
                new Changed(both) {
                    @Override
                    Output change(Forward forward, NDArray seen, Output output) {
                        NDArray ahead = forward.run(extra, seen).get(0).sum(new int[] {2}, true);
                        return new Output(
                                output.policy(),
                                output.value().add(ahead),
                                output.nextHiddenState());
                    }
                };
        assertRefused(
                network, IllegalArgumentException.class, "bidirectional layer", "looks ahead");
    }

    @Test
    void givenAValueThatLooksAhead_thenItIsFoundThoughTheLastStepIsTheSame() {
        var network =
                new Networks.Own() {
                    @Override
                    public Output forward(
                            Forward forward, NDList observations, NDArray hiddenState) {
                        var output = super.forward(forward, observations, hiddenState);
                        NDArray rest = observations.head().flip(1).cumSum(1).flip(1);
                        return new Output(
                                output.policy(),
                                output.value().add(rest.sum(new int[] {2}, true)),
                                output.nextHiddenState());
                    }
                };
        assertRefused(network, IllegalArgumentException.class, "another value", "look ahead");
    }

    @Test
    void givenAPolicyThatLooksAhead_thenItIsFound() {
        var network =
                new Networks.Own() {
                    @Override
                    public Output forward(
                            Forward forward, NDList observations, NDArray hiddenState) {
                        var output = super.forward(forward, observations, hiddenState);
                        NDArray rest = observations.head().flip(1).cumSum(1).flip(1);
                        return new Output(
                                new PolicyDistribution.Categorical(
                                        output.policy().parameters().add(rest), 2),
                                output.value(),
                                output.nextHiddenState());
                    }
                };
        assertRefused(network, IllegalArgumentException.class, "another policy", "look ahead");
    }

    /** The documented network, which does something wrong only where much is shown at once. */
    private static ActorCriticNetwork wrong(
            int sequences, int length, UnaryOperator<NDArray> changedValue) {
        return new Networks.Own() {
            @Override
            public Output forward(Forward forward, NDList observations, NDArray hiddenState) {
                var output = super.forward(forward, observations, hiddenState);
                var shape = output.value().getShape();
                boolean much = shape.get(0) >= sequences && shape.get(1) >= length;
                return new Output(
                        output.policy(),
                        much ? changedValue.apply(output.value()) : output.value(),
                        output.nextHiddenState());
            }
        };
    }

    private static final NetworkCheck.Sizes TRAINING = new NetworkCheck.Sizes(16, 24, 40);

    private static void assertFoundInTrainingOnly(ActorCriticNetwork network, String... parts) {
        assertThatCode(() -> Networks.check(network)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Networks.check(network, TRAINING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 20, 40})
    void givenANetworkThatLooksAheadInLongSequencesOnly_thenItIsFound(int length) {
        assertFoundInTrainingOnly(
                wrong(1, length, value -> value.add(value.flip(1).cumSum(1).flip(1))),
                "another value",
                "look ahead");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 24})
    void givenANetworkThatMixesTheSequencesOfABatch_thenItIsFound(int sequences) {
        assertFoundInTrainingOnly(
                wrong(sequences, 1, value -> value.sub(value.mean(new int[] {0}, true))),
                "another value for a sequence among",
                "not mix");
        assertFoundInTrainingOnly(
                wrong(sequences, 1, value -> value.flip(0)), "another value", "not mix");
    }

    @Test
    void givenAValueThatBroadcastsFromFiveSequencesOn_thenItIsFound() {
        assertFoundInTrainingOnly(
                wrong(5, 1, value -> value.get("0:1").broadcast(value.getShape())),
                "another value",
                "not mix");
        assertFoundInTrainingOnly(
                wrong(5, 1, value -> value.get("0:1")), "the value", "(24, 40, 1)", "(1, 40, 1)");
    }

    @Test
    void givenANetworkThatMixesOnlyWhileItActs_thenItIsFound() {
        var network =
                new Networks.Own() {
                    @Override
                    public Output forward(
                            Forward forward, NDList observations, NDArray hiddenState) {
                        var output = super.forward(forward, observations, hiddenState);
                        boolean acting = output.value().getShape().get(1) == 1;
                        return new Output(
                                output.policy(),
                                acting
                                        ? output.value()
                                                .add(output.value().sum(new int[] {0}, true))
                                        : output.value(),
                                output.nextHiddenState());
                    }
                };
        assertRefused(network, IllegalArgumentException.class, "another value");
    }

    @Test
    void givenTheDocumentedExample_whenMuchIsShown_thenNothingIsWrong() {
        assertThatCode(
                        () ->
                                Networks.check(
                                        new Networks.Own(), new NetworkCheck.Sizes(300, 70, 700)))
                .doesNotThrowAnyException();
    }

    @Test
    void givenTheSizesOfARun_thenTheCheckUsesThem(@TempDir Path folder) {
        var envs = VectorEnvironment.of(4, Recall::new);
        var agent =
                io.engram.agent.RecurrentPPO.builder()
                        .network((RecurrentPPOSharedNetwork) wrong(5, 8, value -> value.flip(0)))
                        .nSteps(64)
                        .seqLen(8)
                        .seqMiniBatchSize(6)
                        .build();
        assertThatThrownBy(
                        () ->
                                TrainingRun.builder("wrong", agent, envs)
                                        .checkpoints(folder)
                                        .logs(folder.resolve("logs"))
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("for a sequence among 6 than alone");
    }

    @Test
    void givenAForgottenBlock_thenBlocksIsNamed() {
        var network =
                new Networks.Own() {
                    @Override
                    public Map<String, Block> blocks() {
                        var blocks = new HashMap<>(super.blocks());
                        blocks.remove("encoder");
                        return blocks;
                    }
                };
        assertRefused(network, IllegalStateException.class, "blocks() does not name");
    }

    @Test
    void givenABlockThatNeverRuns_thenItIsNamed() {
        var network =
                new Changed(linear(1)) {
                    @Override
                    Output change(Forward forward, NDArray seen, Output output) {
                        return output;
                    }
                };
        assertRefused(network, IllegalStateException.class, "'extra' was never run");
    }

    @Test
    void givenBatchNorm_thenLayerNormIsSuggested() {
        var network =
                new Changed(BatchNorm.builder().build()) {
                    @Override
                    Output change(Forward forward, NDArray seen, Output output) {
                        NDArray rows = seen.reshape(-1, 2);
                        NDArray normal = forward.apply(extra, rows).reshape(seen.getShape());
                        return new Output(
                                output.policy(),
                                output.value().add(normal.sum(new int[] {2}, true)),
                                output.nextHiddenState());
                    }
                };
        assertRefused(network, IllegalStateException.class, "'extra'", "LayerNorm");
    }

    @Test
    void givenANetworkOfTheUsersOwn_thenItTrainsAndItsCheckpointLoads(@TempDir Path folder) {
        var envs = VectorEnvironment.of(4, Recall::new);
        var agent =
                io.engram.agent.RecurrentPPO.builder()
                        .network(new Networks.Own())
                        .nSteps(16)
                        .seqLen(4)
                        .seqMiniBatchSize(16)
                        .build();
        Path checkpoints = folder.resolve("own");
        try (var run =
                TrainingRun.builder("own", agent, envs)
                        .checkpoints(folder)
                        .logs(folder.resolve("logs"))
                        .build()) {
            float[] initial = run.state().learner().parameters();
            run.train(1);
            assertThat(run.state().learner().parameters()).isNotEqualTo(initial);

            assertThatThrownBy(() -> Policy.load(checkpoints))
                    .hasMessageContaining("Policy.load(path, network)");
            var here = Evaluation.of(run.policy(), Recall::new).episodes(5).run();
            var loaded =
                    Evaluation.of(Policy.load(checkpoints, new Networks.Own()), Recall::new)
                            .episodes(5)
                            .run();
            assertThat(loaded.episodes()).isEqualTo(here.episodes());
        }

        try (var run =
                TrainingRun.resume(
                        checkpoints, new Networks.Own(), VectorEnvironment.of(4, Recall::new))) {
            Bits.assertSame(run.state(), CheckpointStore.load(checkpoints).state());
            run.train(2);
            assertThat(run.state().update()).isEqualTo(2);
        }
    }
}
