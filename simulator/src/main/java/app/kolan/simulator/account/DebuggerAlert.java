package app.kolan.simulator.account;

import app.kolan.twilio.problem.Problem;
import java.time.Instant;

/// An entry of Twilio's Debugger.
///
/// @param resource what it is about: a call's identifier
/// @param url the request that went wrong
public record DebuggerAlert(
    Instant at, Problem problem, String resource, String url, String text) {}
