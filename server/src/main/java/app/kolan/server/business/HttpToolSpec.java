package app.kolan.server.business;

import app.kolan.server.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A tool that a business brings along: a server of its own that is asked over HTTP.
///
/// @param name what models know it by: letters, digits and `_`
/// @param description when to use it, in words
/// @param parameters a JSON schema of type `object`, as text
/// @param url https, or http on this machine
/// @param headers sent with each request; they may hold keys
/// @param secret what requests are signed with
/// @param changes whether it changes something there
/// @param limit how long it may take
/// @param mostBytes of an answer
public record HttpToolSpec(
    String name,
    String description,
    String parameters,
    URI url,
    Method method,
    Map<String, Secret> headers,
    Secret secret,
    boolean changes,
    Duration limit,
    int mostBytes) {

  /// Where the arguments go: into the body as JSON, or into the query.
  public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE;

    /// Whether the arguments are in the body.
    public boolean hasBody() {
      return switch (this) {
        case POST, PUT, PATCH -> true;
        case GET, DELETE -> false;
      };
    }
  }

  public HttpToolSpec {
    headers = Map.copyOf(headers);
  }
}
