package io.engram.notebook;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.engram.show.Showable;
import io.engram.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The documentation of classes whose sources are in their jar, as Engram's are. */
final class Docs {
    /** Where a jar has its sources. */
    static final String SOURCES = "META-INF/sources/";

    private Docs() {}

    /** What {@link Notebook#doc} shows. */
    record Page(String toHtml) implements Showable {
        @Override
        public String toText() {
            return Javadoc.text(toHtml);
        }

        @Override
        public String toString() {
            return toText();
        }
    }

    /** The class itself, and its public methods by name. */
    static Page of(Class<?> type) {
        Source source = read(type).orElseThrow(() -> noSource(type));
        var names = new TreeSet<String>();
        for (Class<?> each : family(type)) {
            read(each).ifPresent(found -> names.addAll(found.members().keySet()));
        }
        String methods =
                names.isEmpty()
                        ? ""
                        : "<p>Notebook.doc(…, \"name\") tells more about <code>%s</code></p>"
                                .formatted(String.join("</code>, <code>", names));
        return new Page(Javadoc.page(List.of(source.itself())) + methods);
    }

    /** Methods, constants or components of one name, with the comment that they have or inherit. */
    static Page of(Class<?> type, String member) {
        var names = new TreeSet<String>();
        var sources = new ArrayList<Source>();
        for (Class<?> each : family(type)) {
            read(each).ifPresent(sources::add);
        }
        if (sources.isEmpty()) {
            throw noSource(type);
        }
        List<Javadoc.Entry> bare = List.of();
        for (Source source : sources) {
            names.addAll(source.members().keySet());
            var found = source.members().getOrDefault(member, List.of());
            var told = found.stream().filter(entry -> !entry.comment().isBlank()).toList();
            if (!told.isEmpty()) {
                return new Page(Javadoc.page(told));
            }
            bare = bare.isEmpty() ? found : bare;
        }
        if (bare.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no public '%s'; did you mean %s?"
                            .formatted(
                                    type.getSimpleName(),
                                    member,
                                    String.join(" or ", Nearest.to(member, names, 3))));
        }
        return new Page(Javadoc.page(bare));
    }

    private static IllegalArgumentException noSource(Class<?> type) {
        return new IllegalArgumentException(
                "there is no documentation of %s here; there is of the public classes of Engram"
                        .formatted(type.getName()));
    }

    /** A class and what it inherits from, nearest first. */
    private static List<Class<?>> family(Class<?> type) {
        var all = new ArrayList<Class<?>>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            all.add(each);
        }
        for (Class<?> each : List.copyOf(all)) {
            for (Class<?> inherited : each.getInterfaces()) {
                all.addAll(family(inherited));
            }
        }
        return all;
    }

    /** What the source says of one class. */
    private record Source(Javadoc.Entry itself, Map<String, List<Javadoc.Entry>> members) {}

    private static Optional<Source> read(Class<?> type) {
        Class<?> outermost = type;
        var path = new ArrayList<String>();
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            outermost = each;
            path.add(0, each.getSimpleName());
        }
        String file = SOURCES + outermost.getName().replace('.', '/') + ".java";
        ClassLoader loader = outermost.getClassLoader();
        try (InputStream in = loader == null ? null : loader.getResourceAsStream(file)) {
            if (in == null) {
                return Optional.empty();
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), path);
        } catch (IOException e) {
            throw new UncheckedIOException("the documentation of " + type + " is not readable", e);
        }
    }

    private static Optional<Source> parse(String text, List<String> names) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException(
                    "documentation is read by the Java compiler, which a JRE lacks; use a JDK");
        }
        var file =
                new SimpleJavaFileObject(
                        URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreErrors) {
                        return text;
                    }
                };
        var task =
                (JavacTask)
                        compiler.getTask(
                                null, null, null, List.of("-proc:none"), null, List.of(file));
        CompilationUnitTree unit = task.parse().iterator().next();
        Trees trees = Trees.instance(task);
        List<? extends Tree> level = unit.getTypeDecls();
        ClassTree found = null;
        for (String name : names) {
            found = classNamed(level, name);
            if (found == null) {
                return Optional.empty();
            }
            level = found.getMembers();
        }
        return Optional.of(source(trees, unit, found));
    }

    private static ClassTree classNamed(List<? extends Tree> trees, String name) {
        for (Tree tree : trees) {
            if (tree instanceof ClassTree type && type.getSimpleName().contentEquals(name)) {
                return type;
            }
        }
        return null;
    }

    private static Source source(Trees trees, CompilationUnitTree unit, ClassTree type) {
        var members = new LinkedHashMap<String, List<Javadoc.Entry>>();
        for (Tree tree : type.getMembers()) {
            String comment = comment(trees, unit, tree);
            if (tree instanceof MethodTree method && isPublic(type, method)) {
                boolean constructs = method.getReturnType() == null;
                String name = (constructs ? type.getSimpleName() : method.getName()).toString();
                members.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(new Javadoc.Entry(signature(name, method), comment));
            } else if (tree instanceof VariableTree constant
                    && constant.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                members.computeIfAbsent(constant.getName().toString(), key -> new ArrayList<>())
                        .add(
                                new Javadoc.Entry(
                                        constant.getType() + " " + constant.getName(), comment));
            }
        }
        String kind = type.getKind().toString().toLowerCase(Locale.ROOT);
        var itself =
                new Javadoc.Entry(
                        kind.replace('_', ' ') + " " + type.getSimpleName() + parameters(type),
                        comment(trees, unit, type));
        return new Source(itself, members);
    }

    private static String parameters(ClassTree type) {
        return typeParameters(type.getTypeParameters());
    }

    private static String typeParameters(List<? extends Tree> types) {
        return types.isEmpty()
                ? ""
                : types.stream().map(Tree::toString).collect(Collectors.joining(", ", "<", ">"));
    }

    private static boolean isPublic(ClassTree type, MethodTree method) {
        var flags = method.getModifiers().getFlags();
        return flags.contains(Modifier.PUBLIC)
                || flags.contains(Modifier.PROTECTED)
                || (type.getKind() == Tree.Kind.INTERFACE && !flags.contains(Modifier.PRIVATE));
    }

    private static String signature(String name, MethodTree method) {
        String types = typeParameters(method.getTypeParameters());
        String given =
                method.getParameters().stream()
                        .map(each -> each.getType() + " " + each.getName())
                        .collect(Collectors.joining(", ", "(", ")"));
        return (types.isEmpty() ? "" : types + " ")
                + (method.getReturnType() == null ? "" : method.getReturnType() + " ")
                + name
                + given;
    }

    private static String comment(Trees trees, CompilationUnitTree unit, Tree tree) {
        String said = trees.getDocComment(TreePath.getPath(unit, tree));
        return said == null ? "" : said;
    }
}
