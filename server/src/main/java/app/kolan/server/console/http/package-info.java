/// What every page of the console has: routes and who may use them, sessions, headers, assets.
@NullMarked
package app.kolan.server.console.http;

import org.jspecify.annotations.NullMarked;
