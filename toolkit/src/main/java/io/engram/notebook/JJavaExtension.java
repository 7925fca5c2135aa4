package io.engram.notebook;

import io.engram.plot.LearningCurve;
import io.engram.show.Showable;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.internal.chartpart.IChart;
import tech.tablesaw.api.Table;

/**
 * Makes the toolkit at home in a JJava kernel, which finds this class by itself: charts, tables and
 * {@link Showable} values are drawn, training runs redraw their progress in the cell, and the
 * toolkit's packages are imported.
 */
public final class JJavaExtension implements Extension {
    /** For the kernel. */
    public JJavaExtension() {}

    @Override
    public void install(BaseKernel kernel) {
        register(kernel.getRenderer());
        var cell = new JJavaCell(kernel);
        Notebook.use(new CellDisplay<>(cell));
        new StopSignal(kernel::interrupt, cell::isRunning).listen();
        kernel.evalRaw(Imports.of(JJavaExtension.class.getClassLoader()));
        shell(kernel).ifPresent(JJavaExtension::help);
    }

    /** The shell of a kernel that is made of one. */
    private static Optional<JShell> shell(BaseKernel kernel) {
        try {
            return Optional.of((JShell) kernel.getClass().getMethod("getJShell").invoke(kernel));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static void help(JShell shell) {
        ShellHelp.giveSources(shell, JJavaExtension.class.getClassLoader());
        ShellHelp.warnOfLostValues(shell, Notebook::show);
    }

    static void register(Renderer renderer) {
        renderer.createRegistration(Showable.class)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.TEXT_PLAIN)
                .register(
                        (value, context) -> {
                            context.renderIfRequested(MIMEType.TEXT_HTML, () -> value.toHtml());
                            context.getOutputContainer()
                                    .putData(MIMEType.TEXT_PLAIN, value.toText());
                        });
        renderer.createRegistration(Table.class)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.TEXT_PLAIN)
                .register(
                        (table, context) -> {
                            context.renderIfRequested(
                                    MIMEType.TEXT_HTML, () -> TableHtml.of(table));
                            context.getOutputContainer()
                                    .putData(MIMEType.TEXT_PLAIN, LineDisplay.text(table));
                        });
        renderer.createRegistration(IChart.class)
                .preferring(MIMEType.IMAGE_PNG)
                .register((chart, context) -> put(chart, context));
        renderer.createRegistration(LearningCurve.class)
                .preferring(MIMEType.IMAGE_PNG)
                .register((curve, context) -> put(curve.chart(), context));
    }

    private static void put(IChart chart, RenderContext context) {
        var container = context.getOutputContainer();
        container.putData(MIMEType.IMAGE_PNG, Pictures.base64(Pictures.draw(chart)));
        container.putMetaData(MIMEType.IMAGE_PNG, Map.of("width", chart.getWidth()));
        container.putData(MIMEType.TEXT_PLAIN, LineDisplay.text(chart));
    }
}
