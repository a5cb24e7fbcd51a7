package app.kolan.server.business;

import app.kolan.server.settings.Secret;
import java.net.URI;

/// Where summaries of calls are sent.
///
/// @param url https, or http on this machine
/// @param secret what requests are signed with
public record SummaryTarget(URI url, Secret secret) {}
