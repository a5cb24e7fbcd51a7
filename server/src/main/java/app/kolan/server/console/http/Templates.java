package app.kolan.server.console.http;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/// The templates of `server/src/main/jte`, which are compiled with the server.
final class Templates {
  private static final int USUAL_LENGTH = 16 * 1024;

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  /// @param name such as `page/today`
  String render(String name, Map<String, Object> parameters) {
    var out = new StringOutput(USUAL_LENGTH);
    engine.render(name + ".jte", parameters, out);
    return out.toString();
  }
}
