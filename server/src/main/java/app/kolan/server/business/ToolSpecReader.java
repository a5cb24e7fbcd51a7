package app.kolan.server.business;

import app.kolan.server.settings.Secret;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.settings.YamlSection;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Reads settings that say what is asked of a business's own servers. The tools implement it, since
/// they know which URLs may be asked. All report what is wrong to the section.
public interface ToolSpecReader {
  /// Makes readers.
  @FunctionalInterface
  interface Factory {
    /// @param localAllowed whether servers on this machine may be asked
    ToolSpecReader open(SettingsSource source, boolean localAllowed);
  }

  /// The names of the tools that need no settings.
  List<String> builtIn();

  /// The tools of a list.
  List<HttpToolSpec> tools(YamlSection part);

  /// A URL that may be asked, as far as can be told before its name is resolved.
  URI url(YamlSection part);

  /// Headers that are sent with each request.
  Map<String, Secret> headers(YamlSection part);

  /// The key that requests are signed with.
  Secret secret(YamlSection part);
}
