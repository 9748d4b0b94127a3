package app.savepoint.storage.romm.server;

/// The parts of a server that have routes, put together.
record Parts(
        Tokens tokens,
        Devices devices,
        DeviceAuth deviceAuth,
        OAuth oauth,
        SaveRules rules,
        States states,
        Router router) {
    static Parts of(Romm romm) {
        Jwts jwts = new Jwts();
        Auth auth = new Auth(romm, jwts);
        Router router = new Router(romm, auth);
        OAuth oauth = new OAuth(romm, auth, jwts);
        Tokens tokens = new Tokens(romm);
        Devices devices = new Devices(romm);
        DeviceAuth deviceAuth = new DeviceAuth(romm, devices, tokens);
        SaveRules rules = new SaveRules(romm);
        Uploads uploads = new Uploads(romm);
        new Discovery(romm).routes(router);
        oauth.routes(router);
        tokens.routes(router);
        deviceAuth.routes(router);
        new Platforms(romm).routes(router);
        new Roms(romm).routes(router);
        devices.routes(router);
        new Saves(romm, rules, uploads).routes(router);
        States states = new States(romm, rules, uploads);
        states.routes(router);
        Plays plays = new Plays(romm);
        plays.routes(router);
        Sessions sessions = new Sessions(romm, plays);
        sessions.routes(router);
        new Sync(romm, sessions, devices).routes(router);
        return new Parts(tokens, devices, deviceAuth, oauth, rules, states, router);
    }
}
