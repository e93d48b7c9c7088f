import './judge-any-request.test.ts';
