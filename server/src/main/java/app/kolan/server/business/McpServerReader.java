package app.kolan.server.business;

import app.kolan.server.settings.YamlSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `business.mcp` and `business.mcp-commands`.
final class McpServerReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,19}");
  private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_./-]{1,128}");
  private static final int MOST_SERVERS = 10;
  private static final int MOST_TOOLS = 40;
  private static final int USUAL_SECONDS = 5;
  private static final int MOST_SECONDS = 30;
  private static final int USUAL_LETTERS = 8_000;
  private static final int MOST_LETTERS = 32_000;
  private static final List<String> SHARED =
      List.of("tools", "read-only", "timeout-seconds", "most-letters");

  private final ToolSpecReader web;
  private final List<McpServerSpec> servers = new ArrayList<>();
  private final Set<String> names = new LinkedHashSet<>();

  /// By which models know the tools so far.
  private final Set<String> toolNames;

  private McpServerReader(ToolSpecReader web, List<HttpToolSpec> own) {
    this.web = web;
    toolNames = new HashSet<>(web.builtIn());
    own.forEach(tool -> toolNames.add(tool.name()));
  }

  /// @param own the tools that the business has besides
  static List<McpServerSpec> read(
      YamlSection urls, YamlSection commands, ToolSpecReader web, List<HttpToolSpec> own) {
    var reader = new McpServerReader(web, own);
    urls.entries().forEach((name, part) -> reader.add(name, part, false));
    commands.entries().forEach((name, part) -> reader.add(name, part, true));
    return reader.servers;
  }

  private void add(String name, YamlSection part, boolean isCommand) {
    var keys = new ArrayList<>(SHARED);
    keys.addAll(isCommand ? List.of("command") : List.of("url", "headers"));
    part.only(keys);
    if (!NAME.matcher(name).matches()) {
      part.problem(name, "use at most 20 small letters, digits and _, a letter first");
    } else if (!names.add(name)) {
      part.problem(name, "there is a server of that name; choose another");
    } else if (names.size() > MOST_SERVERS) {
      part.problem(name, "give at most %d servers".formatted(MOST_SERVERS));
    }
    List<String> tools = tools(part.at("tools"));
    var server =
        new McpServerSpec(
            name,
            isCommand ? null : web.url(part.at("url")),
            isCommand ? command(part.at("command")) : List.of(),
            isCommand ? Map.of() : web.headers(part.at("headers")),
            tools,
            readOnly(part.at("read-only"), tools),
            Duration.ofSeconds(
                part.at("timeout-seconds").number(1, MOST_SECONDS).orElse(USUAL_SECONDS)),
            part.at("most-letters").number(100, MOST_LETTERS).orElse(USUAL_LETTERS));
    for (String tool : tools) {
      if (!toolNames.add(server.nameFor(tool))) {
        part.at("tools")
            .problem(
                server.nameFor(tool), "there is a tool of that name; give the server another one");
      }
    }
    servers.add(server);
  }

  private static List<String> tools(YamlSection part) {
    var tools = new ArrayList<String>();
    for (YamlSection each : part.parts()) {
      String tool = each.text("");
      if (!TOOL.matcher(tool).matches()) {
        each.problem(tool, "give the name of a tool as the server has it");
      } else if (!tools.contains(tool)) {
        tools.add(tool);
      }
    }
    if (tools.isEmpty()) {
      part.problem("no tools", "name the tools that the agent may use");
    } else if (tools.size() > MOST_TOOLS) {
      part.problem(tools.size() + " tools", "name at most " + MOST_TOOLS);
    }
    return tools;
  }

  private static Set<String> readOnly(YamlSection part, List<String> tools) {
    var names = new LinkedHashSet<String>();
    for (YamlSection each : part.parts()) {
      String tool = each.text("");
      if (!tools.contains(tool)) {
        each.problem(tool, "name it in tools, too");
      }
      names.add(tool);
    }
    return names;
  }

  private static List<String> command(YamlSection part) {
    List<String> words = part.parts().stream().map(each -> each.text("")).toList();
    if (words.isEmpty() || words.getFirst().isBlank()) {
      part.problem("no command", "give the program and its arguments as a list");
    }
    return words;
  }
}
