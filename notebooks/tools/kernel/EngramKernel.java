package io.engram.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.kernel.JavaKernel;
import org.dflib.jjava.kernel.JavaKernelBuilder;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.dflib.jjava.kernel.magics.ClasspathMagic;
import org.dflib.jjava.kernel.magics.LoadMagic;
import org.dflib.jjava.kernel.magics.TimeMagic;
import org.dflib.jjava.maven.MavenDependencyResolver;
import org.dflib.jjava.maven.magics.LoadFromPomCellMagic;
import org.dflib.jjava.maven.magics.LoadFromPomLineMagic;
import org.dflib.jjava.maven.magics.MavenMagic;
import org.dflib.jjava.maven.magics.MavenRepoMagic;
import org.dflib.jjava.shaded.org.zeromq.ZMQ;

/**
 * JJava, with three things done otherwise: an error says where in the notebook it came from and
 * leaves the frames of libraries out; cells that wait behind one that failed are not run; and
 * Shift-Tab shows the documentation as a page.
 *
 * <p>./lab compiles it against the kernel in .venv, which is not in Maven's repository.
 */
public final class EngramKernel extends JavaKernel {
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

    /** Where a snippet of the shell is in the notebook. */
    private record Place(int cell, int line) {}

    /** What is said of a cell that is not run. */
    private static final class Aborted {
        final String status = "aborted";
    }

    private final Map<Integer, Place> places = new ConcurrentHashMap<>();
    private String cell = "";
    private int searched;
    private boolean failed;

    private EngramKernel(
            String name,
            String version,
            LanguageInfo language,
            List<HelpLink> links,
            HistoryManager history,
            JupyterIO io,
            CommManager comms,
            Renderer renderer,
            MagicsResolver resolver,
            MagicsRegistry magics,
            boolean extensions,
            StringStyler styler,
            JShell shell,
            CodeEvaluator evaluator) {
        super(name, version, language, links, history, io, comms, renderer, resolver, magics,
                extensions, styler, shell, evaluator);
        shell.onSnippetEvent(
                event -> {
                    if (event.causeSnippet() == null) {
                        remember(event.snippet().id(), event.snippet().source());
                    }
                });
    }

    /** Keeps where in the cell that is running a snippet begins. */
    private void remember(String id, String source) {
        String own = source.strip();
        int at = cell.indexOf(own, searched);
        if (at >= 0 && id.matches("\\d+")) {
            searched = at + own.length();
            int line = (int) cell.substring(0, at).lines().count();
            boolean midLine = at > 0 && cell.charAt(at - 1) != '\n';
            places.put(Integer.valueOf(id), new Place(executionCount.get() - 1, midLine ? line : line + 1));
        }
    }

    @Override
    protected Object doEval(String source) {
        cell = source;
        searched = 0;
        return super.doEval(source);
    }

    @Override
    protected List<String> formatError(Throwable e) {
        failed = true;
        if (!(e.getCause() instanceof EvalException thrown)) {
            return super.formatError(e);
        }
        List<String> lines =
                Traces.lines(
                        thrown.getExceptionClassName(),
                        String.valueOf(thrown.getMessage()),
                        thrown.getStackTrace(),
                        snippet -> line -> where(snippet, line));
        var styled = new ArrayList<String>();
        styled.add(errorStyler.secondary(lines.get(0)));
        styled.addAll(lines.subList(1, lines.size()));
        return styled;
    }

    private String where(int snippet, int line) {
        Place place = places.get(snippet);
        return place == null
                ? "line " + line
                : "cell " + place.cell() + ", line " + (place.line() + line - 1);
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        int end = at;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        int paren = end;
        while (paren < code.length() && Character.isWhitespace(code.charAt(paren))) {
            paren++;
        }
        boolean calls = paren < code.length() && code.charAt(paren) == '(';
        List<Documentation> found = documentation(code, calls ? paren + 1 : end);
        if (found.isEmpty()) {
            // The shell knows a method only by what follows it.
            found = documentation(code.substring(0, end) + "(", end + 1);
        }
        if (found.isEmpty()) {
            return null;
        }
        List<Javadoc.Entry> entries =
                found.stream()
                        .map(each -> new Javadoc.Entry(
                                PACKAGE.matcher(each.signature()).replaceAll(""),
                                each.javadoc() == null ? "" : each.javadoc()))
                        .distinct()
                        .collect(Collectors.toList());
        String html = Javadoc.page(entries);
        var page = new DisplayData(Javadoc.text(html));
        page.putHTML(html);
        return page;
    }

    private List<Documentation> documentation(String code, int at) {
        var found = getJShell().sourceCodeAnalysis().documentation(code, at, true);
        return found == null ? List.of() : found;
    }

    /** A connection whose queue of cells can be looked into. */
    private static final class Connection extends JupyterConnection {
        Connection(KernelConnectionProperties properties) throws Exception {
            super(properties);
        }

        ShellChannel shell() {
            return shell;
        }

        /** What waits already. */
        List<Message<?>> waiting() {
            var waiting = new ArrayList<Message<?>>();
            while ((shell.getEvents() & ZMQ.Poller.POLLIN) != 0) {
                waiting.add(shell.readMessage());
            }
            return waiting;
        }

        /** Answers cells without running them, and does what else there is. */
        void abort(List<Message<?>> messages) {
            messages.forEach(this::answer);
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        private void answer(Message message) {
            ShellReplyEnvironment env = prepareReplyEnv(shell, message);
            try {
                if (message.getContent() instanceof ExecuteRequest) {
                    env.setBusyDeferIdle();
                    env.reply(new Message(message, MessageType.EXECUTE_REPLY, new Aborted()));
                } else {
                    ShellHandler handler = getHandler(message.getHeader().getType());
                    if (handler != null) {
                        handler.handle(env, message);
                    }
                }
            } finally {
                env.resolveDeferrals();
            }
        }
    }

    private void listen(Connection connection) {
        becomeHandlerForConnection(connection);
        connection.setHandler(
                MessageType.EXECUTE_REQUEST,
                (env, message) -> {
                    failed = false;
                    handleExecuteRequest(env, message);
                    if (failed && message.getContent().shouldStopOnError()) {
                        // Before anybody can know that it failed: a cell sent after that is run.
                        List<Message<?>> waiting = connection.waiting();
                        env.resolveDeferrals();
                        connection.abort(waiting);
                    }
                });
    }

    /** Puts a kernel together as JJava does. */
    private static final class Builder extends JavaKernelBuilder<Builder, EngramKernel> {
        @Override
        public EngramKernel build() {
            String name = buildName();
            CodeEvaluator evaluator = buildCodeEvaluator(name);
            return new EngramKernel(
                    name,
                    buildVersion(),
                    buildLanguageInfo(),
                    List.of(),
                    buildHistoryManager(),
                    buildJupyterIO(buildJupyterIOEncoding()),
                    buildCommManager(),
                    buildRenderer(),
                    buildMagicsResolver(buildMagicTranspiler()),
                    buildMagicsRegistry(),
                    buildExtensionsEnabled(),
                    buildErrorStyler(),
                    buildJShell(evaluator),
                    evaluator);
        }
    }

    /**
     * Starts the kernel.
     *
     * @param args the connection file
     * @throws Exception if it cannot connect
     */
    public static void main(String[] args) throws Exception {
        var properties = KernelConnectionProperties.parse(Files.readString(Path.of(args[0])));
        var connection = new Connection(properties);
        var maven = new MavenDependencyResolver();
        var time = new TimeMagic();
        EngramKernel kernel =
                new Builder()
                        .name("Engram")
                        .version("1")
                        .extensionsEnabled(true)
                        .lineMagic("load", new LoadMagic())
                        .lineMagic("classpath", new ClasspathMagic())
                        .lineMagic("time", time)
                        .cellMagic("time", time)
                        .lineMagic("maven", new MavenMagic(maven))
                        .lineMagic("mavenRepo", new MavenRepoMagic(maven))
                        .lineMagic("loadFromPOM", new LoadFromPomLineMagic(maven))
                        .cellMagic("loadFromPOM", new LoadFromPomCellMagic(maven))
                        .build();
        kernel.onStartup();
        kernel.listen(connection);
        connection.connect();
        connection.waitUntilClose();
    }
}
