/// Tools that are asked over HTTP, and the careful client that asks them.
@NullMarked
package app.kolan.server.tool.web;

import org.jspecify.annotations.NullMarked;
