package io.engram.notebook;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** What the shell behind a Java kernel can do for its user. */
final class ShellHelp {
    private static final System.Logger LOG = System.getLogger(ShellHelp.class.getName());

    private ShellHelp() {}

    /**
     * Lets the shell find the sources in the jars, for the comments that it shows at Shift-Tab. It
     * looks for them in a field of its own, which one can only set by force; where Java does not
     * allow that, signatures are all there is.
     */
    static void giveSources(JShell shell, ClassLoader loader) {
        try {
            SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
            var find = analysis.getClass().getDeclaredMethod("findSources");
            find.setAccessible(true);
            var all = new ArrayList<Path>();
            for (Object path : (List<?>) find.invoke(analysis)) {
                all.add((Path) path);
            }
            all.addAll(sources(loader));
            var field = analysis.getClass().getDeclaredField("availableSources");
            field.setAccessible(true);
            field.set(analysis, all);
        } catch (ReflectiveOperationException | RuntimeException | IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Shift-Tab shows signatures only", e);
        }
    }

    private static List<Path> sources(ClassLoader loader) throws IOException {
        var found = new ArrayList<Path>();
        for (URL url : Collections.list(loader.getResources(Docs.SOURCES))) {
            String name = url.toString();
            if (name.startsWith("jar:")) {
                var jar = URI.create(name.substring(0, name.indexOf("!/")));
                // It stays open as long as the shell reads from it.
                FileSystem inside = FileSystems.newFileSystem(jar, Map.of());
                found.add(inside.getPath(Docs.SOURCES));
            } else {
                found.add(Path.of(URI.create(name)));
            }
        }
        return found;
    }

    /**
     * Tells of every variable that lost its value because the class of it was changed.
     *
     * @param shell the shell
     * @param tell takes a sentence
     */
    static void warnOfLostValues(JShell shell, Consumer<String> tell) {
        shell.onSnippetEvent(
                event -> {
                    if (losesValue(event)) {
                        tell.accept(
                                "%s lost its value, since %s was changed; run the cell that makes it again"
                                        .formatted(
                                                ((VarSnippet) event.snippet()).name(),
                                                name(event.causeSnippet())));
                    }
                });
    }

    private static boolean losesValue(SnippetEvent event) {
        return event.causeSnippet() != null
                && event.snippet() instanceof VarSnippet
                && event.previousStatus() == Snippet.Status.VALID
                && (event.status() == Snippet.Status.VALID
                        || event.status() == Snippet.Status.RECOVERABLE_NOT_DEFINED);
    }

    private static String name(Snippet snippet) {
        return snippet instanceof TypeDeclSnippet type ? type.name() : "what it is made of";
    }
}
