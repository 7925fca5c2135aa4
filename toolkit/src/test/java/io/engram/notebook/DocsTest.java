package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.RecurrentPPO;
import io.engram.space.Observation;
import io.engram.training.TrainingRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocsTest {

    @Test
    void givenAMethodThatIsInherited_thenItsDocumentationIsShown() {
        var page = Notebook.doc(RecurrentPPO.Builder.class, "seqLen");
        assertThat(page.toHtml()).contains("seqLen(int").contains("<b>").doesNotContain("{@");
        assertThat(page.toText()).contains("seqLen(int").doesNotContain("<").contains("returns");
    }

    @Test
    void givenOverloads_thenEachIsThere() {
        assertThat(Notebook.doc(TrainingRun.class, "train").toText().split("train\\("))
                .hasSizeGreaterThan(2);
        assertThat(Notebook.doc(Observation.class, "of").toText()).contains("of(float");
    }

    @Test
    void givenAClass_thenItSaysWhatItIsAndNamesItsMethods() {
        String text = Notebook.doc(RecurrentPPO.class).toText();
        assertThat(text)
                .startsWith("class RecurrentPPO")
                .contains("Proximal policy")
                .contains("fromYaml");
        // An example keeps its lines.
        assertThat(text).contains("\n    .network(network)\n");
    }

    @Test
    void givenAMistypedName_thenTheNearestAreNamed() {
        assertThatThrownBy(() -> Notebook.doc(RecurrentPPO.Builder.class, "seqlen"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seqlen")
                .hasMessageContaining("seqLen");
    }

    @Test
    void givenAClassWithoutSource_thenItSaysSo() {
        assertThatThrownBy(() -> Notebook.doc(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> Notebook.doc(DocsTest.class, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DocsTest");
    }

    @Test
    void givenTagsInAComment_thenTheyAreReadable() {
        String html =
                Javadoc.html(
                        "Gives {@code List<T>} to {@link Foo#bar(int) a bar} or {@link #baz}.\n\n"
                                + "@param x {@code {1}} or so\n@return it\n@throws Oops if &lt; 0");
        assertThat(html)
                .contains("<code>List&lt;T&gt;</code> to a bar or <code>baz</code>.")
                .contains("<b>x</b>: <code>{1}</code> or so")
                .contains("returns it")
                .contains("throws <b>Oops</b>: if &lt; 0");
        assertThat(Javadoc.text(html)).contains("List<T> to a bar or baz.").contains("if < 0");
    }

    @Test
    void givenSignaturesWithGenerics_thenTheyAreWhole() {
        var entry = new Javadoc.Entry("<T> List<T> of(Supplier<T> makes)", "");
        assertThat(Javadoc.page(List.of(entry)))
                .contains("&lt;T&gt; List&lt;T&gt; of(Supplier&lt;T&gt; makes)");
    }
}
