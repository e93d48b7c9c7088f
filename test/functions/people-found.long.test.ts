import './people-found.test.ts';
