package app.kolan.simulator.account;

import java.time.Duration;

/// A REST request that is answered with an error.
///
/// @param method the HTTP method that it concerns
/// @param path a part of the path that it concerns, such as `/Alerts`
/// @param status the HTTP status that is answered
/// @param code Twilio's number for the reason
/// @param after how long the answer takes, in real time
public record RestRefusal(String method, String path, int status, int code, Duration after) {
  public static RestRefusal of(String method, String path, int status, int code) {
    return new RestRefusal(method, path, status, code, Duration.ZERO);
  }

  boolean concerns(String method, String path) {
    return this.method.equals(method) && path.contains(this.path);
  }
}
