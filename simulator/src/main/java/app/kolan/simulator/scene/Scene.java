package app.kolan.simulator.scene;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A server with one defect, a caller who calls it, and the problems that Twilio raises.
///
/// Apart from that the server is correct: a POST must be signed.
///
/// ```
/// # The stream's URL leads to a plain HTTP route, so that nobody says 101.
/// raises 31920
///
/// /voice answers 200 text/xml
///   <Response><Connect><Stream url="{ws}/media"/></Connect></Response>
/// /media answers 200 text/plain
///   Hello.
///
/// caller waits 2s
/// caller hangs up
/// ```
///
/// @param name the file's name without its ending
/// @param about what is wrong, in one sentence
/// @param raises the codes that Twilio raises, in their order
/// @param access how the server can be reached
/// @param routes what it does at each path
/// @param timeout how long the carrier waits for an answer, in real time; Twilio's own fifteen
///   seconds would make a scene of a silent server slow
/// @param fallback whether the number has a fallback URL, `/fallback`
/// @param statusCallback whether the number has a status callback, `/status`
/// @param story the caller's part, as [app.kolan.simulator.script.Script] reads it
public record Scene(
    String name,
    String about,
    List<Integer> raises,
    ServerAccess access,
    Map<String, SceneRoute> routes,
    Duration timeout,
    boolean fallback,
    boolean statusCallback,
    String story) {
  /// Where the call goes.
  public static final String VOICE = "/voice";

  public Scene {
    raises = List.copyOf(raises);
    routes = Map.copyOf(routes);
  }
}
