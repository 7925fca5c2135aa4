package io.engram.notebook;

import io.engram.show.Picture;
import io.engram.show.Showable;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.RenderFunction;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

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
        RichValues.types().forEach(type -> html(renderer, type));
        RichValues.pictures().forEach(type -> picture(renderer, type));
    }

    private static void html(Renderer renderer, Class<?> type) {
        register(
                renderer,
                type,
                MIMEType.TEXT_HTML,
                (value, context) -> {
                    Showable form = RichValues.of(value);
                    if (form instanceof Picture picture) {
                        put(picture, context);
                        return;
                    }
                    context.renderIfRequested(MIMEType.TEXT_HTML, form::toHtml);
                    context.getOutputContainer().putData(MIMEType.TEXT_PLAIN, form.toText());
                });
    }

    private static void picture(Renderer renderer, Class<?> type) {
        register(
                renderer,
                type,
                MIMEType.IMAGE_PNG,
                (value, context) -> put((Picture) RichValues.of(value), context));
    }

    private static <T> void register(
            Renderer renderer, Class<T> type, MIMEType preferred, RenderFunction<Object> render) {
        renderer.createRegistration(type)
                .preferring(preferred)
                .supporting(MIMEType.TEXT_PLAIN)
                .register((value, context) -> render.render(value, context));
    }

    private static void put(Picture picture, RenderContext context) {
        var container = context.getOutputContainer();
        container.putData(MIMEType.IMAGE_PNG, Base64.getEncoder().encodeToString(picture.toPng()));
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("width", picture.width());
        size.put("height", picture.height());
        size.put("alt", picture.description());
        container.putMetaData(MIMEType.IMAGE_PNG, size);
        container.putData(MIMEType.TEXT_PLAIN, picture.toText());
    }
}
