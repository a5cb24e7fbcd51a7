package app.kolan.server.telephony.rest;

import java.time.Instant;

/// An entry of Twilio's Debugger.
///
/// Source: https://www.twilio.com/docs/usage/monitor-alert
///
/// @param code Twilio's number for the problem
/// @param error false for a warning or less
/// @param url the request that it is about; empty when there was none
public record DebuggerAlert(int code, boolean error, Instant at, String url) {}
