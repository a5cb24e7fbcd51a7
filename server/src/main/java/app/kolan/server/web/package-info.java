/// The HTTP server: routes, signature check, public URL, prompt audio and health.
@NullMarked
package app.kolan.server.web;

import org.jspecify.annotations.NullMarked;
