package io.engram.environment.check;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentException;
import io.engram.environment.EnvironmentNames;
import io.engram.environment.Environments;
import io.engram.show.HtmlText;
import io.engram.show.Showable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out whether an environment keeps the rules that training relies on: observations, rewards
 * and ends are legal; a seed and actions always lead to the same steps, drawn or not, beside
 * others, on any thread and from a snapshot; pictures have one size; what it says of itself is
 * true.
 *
 * <pre>{@code
 * EnvironmentCheck.verify(() -> new Corridor());   // throws, and names everything that is wrong
 * EnvironmentCheck.inspect(() -> new Corridor());  // shows it
 * }</pre>
 */
public final class EnvironmentCheck implements Showable {
    private final Findings found;
    private int episodes;

    private EnvironmentCheck(Findings found) {
        this.found = found;
    }

    /**
     * Checks an environment, and copies of it if {@link Environments} knows how to make them.
     *
     * @param environment the environment; it is played and closed
     * @return what was found, without problems
     * @throws EnvironmentException if there are problems; the message names all
     */
    public static EnvironmentCheck verify(Environment environment) {
        return inspect(environment).requireClean();
    }

    /**
     * Checks the environments that a supplier makes.
     *
     * @param maker makes a new environment each time
     * @return what was found, without problems
     * @throws EnvironmentException if there are problems; the message names all
     */
    public static EnvironmentCheck verify(Supplier<? extends Environment> maker) {
        return inspect(maker).requireClean();
    }

    /**
     * Checks an environment, and copies of it if {@link Environments} knows how to make them.
     *
     * @param environment the environment; it is played and closed
     * @return what was found
     */
    public static EnvironmentCheck inspect(Environment environment) {
        return inspect(
                environment,
                environment
                        .spec()
                        .filter(spec -> Environments.all().contains(spec.id()))
                        .map(spec -> () -> Environments.make(spec)));
    }

    /**
     * Checks the environments that a supplier makes.
     *
     * @param maker makes a new environment each time
     * @return what was found
     */
    public static EnvironmentCheck inspect(Supplier<? extends Environment> maker) {
        return inspect(maker.get(), Optional.of(maker));
    }

    private static EnvironmentCheck inspect(
            Environment environment, Optional<Supplier<? extends Environment>> maker) {
        var found = new Findings(EnvironmentNames.of(environment));
        var check = new EnvironmentCheck(found);
        try {
            check.episodes = new Examination(found).all(environment, maker);
        } catch (EnvironmentException wrong) {
            found.problem(wrong.getMessage());
        }
        return check;
    }

    /**
     * What breaks a rule.
     *
     * @return sentences; empty if nothing does
     */
    public List<String> problems() {
        return found.problems();
    }

    /**
     * What is allowed, but better otherwise.
     *
     * @return sentences, maybe none
     */
    public List<String> advice() {
        return found.advice();
    }

    private EnvironmentCheck requireClean() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new EnvironmentException(
                    problems.size() == 1
                            ? problems.get(0)
                            : found.name()
                                    + " breaks several rules:\n- "
                                    + String.join("\n- ", problems));
        }
        return this;
    }

    @Override
    public String toHtml() {
        return "<pre>" + HtmlText.escape(toString()) + "</pre>";
    }

    @Override
    public String toString() {
        var text = new StringBuilder(found.name());
        text.append(
                problems().isEmpty()
                        ? " keeps the rules (%d steps, %d episodes)"
                                .formatted(Examination.STEPS, episodes)
                        : " breaks rules:");
        problems().forEach(each -> text.append("\n- ").append(each));
        advice().forEach(each -> text.append("\nadvice: ").append(each));
        return text.toString();
    }
}
