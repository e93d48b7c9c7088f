import { render } from 'preact';
import { App } from './app.tsx';
import './page.css';

const root = document.createElement('div');
document.body.append(root);
render(<App />, root);
