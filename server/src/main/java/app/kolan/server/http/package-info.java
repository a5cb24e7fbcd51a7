/// The web server: routes, the signature gate, the public URL, sound files and health.
@NullMarked
package app.kolan.server.http;

import org.jspecify.annotations.NullMarked;
