package io.github.arc2faceij.commands;

import io.github.arc2faceij.macro.CommandMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Shows the help that comes with the plugin; its part on commands and keys is read from the commands themselves. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Arc2Face Help",
        description = "Show how to begin, what to do if something does not work, and all commands with their keys.",
        headless = true)
public class Help extends ContextCommand {

    @Parameter
    private CommandService commands;

    @Override
    public void run() {
        BundledText.show(
                "Arc2Face Help",
                BundledText.read("help.html")
                        .replace("${commands}", reference())
                        .replace("${site}", BundledText.SITE));
    }

    private String reference() {
        List<CommandInfo> ours = commands.getCommands().stream()
                .filter(command -> command.getDelegateClassName().startsWith(Help.class.getPackageName() + "."))
                .sorted(Comparator.comparing(Help::entry))
                .toList();
        return ours.stream().map(Help::section).collect(Collectors.joining());
    }

    private static String entry(CommandInfo command) {
        return command.getMenuPath().getMenuString().replace("Plugins > Arc2Face > ", "");
    }

    private static String section(CommandInfo command) {
        StringBuilder section = new StringBuilder("<p><b>" + escape(entry(command)) + "</b> ");
        section.append(escape(command.getDescription())).append("</p><table>");
        for (ModuleItem<?> input : CommandMetadata.keys(command)) {
            section.append("<tr valign=top><td><code>")
                    .append(input.getName().toLowerCase(Locale.ROOT))
                    .append("</code></td><td>")
                    .append(escape(input.getDescription()))
                    .append("</td></tr>");
        }
        return section.append("</table>").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
