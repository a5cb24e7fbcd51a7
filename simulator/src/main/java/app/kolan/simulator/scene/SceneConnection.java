package app.kolan.simulator.scene;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import app.kolan.twilio.signature.SignatureCheck;
import app.kolan.twilio.signature.SignatureVerdict;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One connection to a scene's server. Belongs to the thread that serves it.
final class SceneConnection {
  private final SceneServer server;
  private final Scene scene;
  private final SignatureCheck signatures;
  private final Socket connection;
  private final InputStream in;
  private final OutputStream out;

  SceneConnection(SceneServer server, Scene scene, String authToken, Socket connection)
      throws IOException {
    this.server = server;
    this.scene = scene;
    this.signatures = new SignatureCheck(List.of(authToken));
    this.connection = connection;
    this.in = new BufferedInputStream(connection.getInputStream());
    this.out = connection.getOutputStream();
  }

  /// Answers the next request.
  ///
  /// @return whether another one may follow
  boolean answersNext() throws IOException {
    SceneRequest request = SceneRequest.read(in).orElse(null);
    if (request == null) {
      answer(400, "text/plain", "That is no HTTP.");
      return false;
    }
    SceneRoute route = scene.routes().get(request.path());
    if (route == null) {
      return answer(404, "text/plain", "There is nothing here.");
    }
    boolean checksOtherwise = route instanceof SceneRoute.WantsSignatureOver;
    if (request.method().equals("POST")
        && !checksOtherwise
        && !isSigned(server.filled("{http}") + request.target(), request)) {
      return answer(403, "text/plain", "This is not signed by Twilio.");
    }
    return follow(route, request);
  }

  private boolean follow(SceneRoute route, SceneRequest request) throws IOException {
    return switch (route) {
      case SceneRoute.Answers(var status, var type, var body, var padding) ->
          answer(status, type, padded(server.filled(body), padding));
      case SceneRoute.RedirectsTo(var path) ->
          send("HTTP/1.1 302 Found\r\nLocation: " + path + "\r\nContent-Length: 0\r\n\r\n");
      case SceneRoute.NeverAnswers() -> {
        in.transferTo(OutputStream.nullOutputStream());
        yield false;
      }
      case SceneRoute.WantsSignatureOver(var url, var then) ->
          isSigned(server.filled(url), request)
              ? follow(then, request)
              : answer(403, "text/plain", "The signature does not match.");
      case SceneRoute.Upgrades(var actions) -> {
        if (request.header("upgrade").isEmpty()) {
          yield answer(426, "text/plain", "This is a WebSocket.");
        }
        SceneSocket.open(connection, in, request).perform(actions);
        yield false;
      }
    };
  }

  private boolean isSigned(String url, SceneRequest request) {
    try {
      FormPairs form =
          request.method().equals("POST") ? FormPairs.parse(request.body()) : FormPairs.NONE;
      return signatures.judge(List.of(url), form, request.header("x-twilio-signature"))
          instanceof SignatureVerdict.Genuine;
    } catch (MalformedForm _) {
      return false;
    }
  }

  private boolean answer(int status, String type, String body) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String contentType = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
    String contentLength = status == 204 ? "" : "Content-Length: " + length + "\r\n";
    return send("HTTP/1.1 " + status + " -\r\n" + contentType + contentLength + "\r\n" + body);
  }

  private boolean send(String response) throws IOException {
    out.write(response.getBytes(StandardCharsets.UTF_8));
    out.flush();
    return true;
  }

  private static String padded(String body, int padding) {
    return padding == 0 ? body : body + "<!--" + "x".repeat(padding) + "-->";
  }
}
